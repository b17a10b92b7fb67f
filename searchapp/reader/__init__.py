"""What does the person see who reads a whole document?"""
