"""RoundHR's Open API, with what its documentation does not show behind switches."""
