"""What may a person mean who is still typing, or who has found nothing?"""
