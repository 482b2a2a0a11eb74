"""Who a source is: the people and organisations an article names, and whom "he" means.
May import parse, candidates, attribution and actors.
"""
