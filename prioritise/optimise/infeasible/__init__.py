"""Why nothing is possible, and the least that would change it: IIS, elastic rows, money."""
