"""How right is what the program says, measured on what people have labelled?"""
