"""Given characters, what are the folded text and the tokens?"""
