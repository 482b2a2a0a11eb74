"""What is claimed, in words that stand on their own; never shown as a quotation.
May import parse, candidates, attribution, speakers and actors.
"""
