"""How much time and memory this site takes beside its peers, and what its visitors load."""
