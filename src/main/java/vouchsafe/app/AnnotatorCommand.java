package vouchsafe.app;

import picocli.CommandLine.Command;

/** The commands about the annotation client. */
@Command(
        name = "annotator",
        description = "The annotation client that members use on web pages.",
        subcommands = AnnotatorInstallCommand.class)
final class AnnotatorCommand {}
