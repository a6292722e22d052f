"""Files of Word and Excel that anybody may have sent, opened with care."""
