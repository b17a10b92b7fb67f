"""What changed in the folder, and how does it get into the index?"""
