"""Which paragraphs match, in which order, with which counts?"""
