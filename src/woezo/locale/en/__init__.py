"""English as it is written in Britain; its texts are the message ids."""
