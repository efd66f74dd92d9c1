package vouchsafe.app;

import picocli.CommandLine.Command;

/** The commands about the keys of the server. */
@Command(
        name = "keys",
        description = "The keys that seal tokens, sign receipts and wrap secrets.",
        subcommands = {
            KeysListCommand.class,
            KeysRotateCommand.class,
            KeysRetireCommand.class,
            KeysRewrapCommand.class,
            KeysLostCommand.class
        })
final class KeysCommand {}
