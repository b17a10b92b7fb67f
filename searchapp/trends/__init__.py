"""Who says it how often, and since when? Up to five wordings by year, region and speaker.

request -> trends -> tables -> view    what is counted, and as what it is handed out
                    view -> files      as a table to take away
"""
