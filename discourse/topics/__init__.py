"""The gensim adapter, the topic model and how it is read."""
