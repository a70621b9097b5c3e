"""The words of problems in questions and translations, by what they are about."""
