import BoardpackCLI

Boardpack.run()
