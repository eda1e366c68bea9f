"""What is done with the site beside building it: pictures, measurements."""
