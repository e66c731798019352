"""In how many towns, and under how many other assumptions, a sentence holds."""
