"""Files and papers for those who answer for training: tables, a plan's report, a person's yearly statement."""
