"""How a statement stands to a claim: contradicts, supports or related, and why.
May import embedding, index and extraction.
"""
