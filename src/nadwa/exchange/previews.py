"""What the lines of an import would do. What is passed over is nothing an edition takes in, and stops nothing."""

NEW, CHANGED, SAME, PASSED_OVER, REFUSED = "new", "changed", "same", "passed over", "refused"
