"""An attempt as a document: what was asked, answered, when, and why it earned what it did."""
