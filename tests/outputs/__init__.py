"""The net under every change: what the commands, the pages and the workbooks show, as goldens."""
