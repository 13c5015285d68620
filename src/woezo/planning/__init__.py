"""Plans of sites: the text with its versions, who changed what, the pages around it."""
