"""PDF files of pages: accessible (PDF/UA-1) and for archives (PDF/A-3a), set by Typst."""
