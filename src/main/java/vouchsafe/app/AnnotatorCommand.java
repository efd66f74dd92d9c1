package vouchsafe.app;

import picocli.CommandLine.Command;

/** The annotation client, from the command line. */
@Command(
        name = "annotator",
        description = "The annotation client that members use on web pages.",
        subcommands = AnnotatorInstallCommand.class)
final class AnnotatorCommand {}
