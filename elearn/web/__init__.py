"""What every view shares: guard, transaction, error pages, headers, locale, base templates, static files."""
