"""What the site's pages are made of: HTML, front matter, addresses and redirects."""
