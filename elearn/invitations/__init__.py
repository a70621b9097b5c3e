"""Getting people in: invitations by letter, and slips of paper for who has no e-mail."""
