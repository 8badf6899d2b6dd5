"""Human judgement: samples to code, coding sheets, agreement, accuracy, corrected shares."""
