"""What may stand in the address of a page, and what somebody writes into one."""
