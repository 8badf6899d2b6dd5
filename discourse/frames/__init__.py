"""The codebook, where its themes stand in the tokens, and at what rate."""
