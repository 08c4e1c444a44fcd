"""The pages of the queue: what needs attention, who takes care of it, from when on rules fire."""
