"""How does it reach a browser or a program?"""
