"""What is asked: a frozen programme of proposals, hubs, streams, money and rules."""
