"""What did the person ask?"""
