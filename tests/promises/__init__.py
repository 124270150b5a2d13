"""Tests that hold the software to what it promises."""
