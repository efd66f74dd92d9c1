package vouchsafe.app;

import java.io.Console;

/** A person at a terminal, whom a command can ask. */
interface Terminal {
    /** Nobody: input comes from a program or a file. */
    Terminal NONE = new Terminal() {
        @Override
        public boolean asks() {
            return false;
        }

        @Override
        public String hidden(String prompt) {
            throw new IllegalStateException("there is nobody to ask");
        }
    };

    /** Whether there is somebody. */
    boolean asks();

    /**
     * Asks for a line that does not show as it is typed.
     *
     * @throws InvalidSettings where none is typed
     */
    String hidden(String prompt);

    static Terminal ofThisProcess() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return NONE;
        }
        return new Terminal() {
            @Override
            public boolean asks() {
                return true;
            }

            @Override
            public String hidden(String prompt) {
                char[] typed = console.readPassword("%s", prompt);
                if (typed == null) {
                    throw new InvalidSettings("the password is missing");
                }
                return new String(typed);
            }
        };
    }
}
