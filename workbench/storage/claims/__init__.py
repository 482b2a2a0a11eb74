"""Articles, their claims, and what people made of these. Rows are added only.
May import engine.
"""
