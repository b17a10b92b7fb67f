"""Given a file, what does it say, when and where was it said, and who says which paragraph?"""
