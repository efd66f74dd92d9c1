package vouchsafe.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.files.FilesSettings;
import vouchsafe.mail.MailSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.WebSettings;

/**
 * What a doctor looks at: the settings as far as they can be read, and the process that runs, if one does.
 *
 * @param given what was wrong with the settings themselves
 * @param folder the data folder
 * @param database where the rows are; the reason where nobody can be asked
 * @param process the server that runs on the data folder
 * @param key the master key, where there is one to read
 * @param tls whom to trust with a certificate
 */
public record Installation(
        List<Finding> given,
        Folder folder,
        Database database,
        Network network,
        MailSettings mail,
        FilesSettings files,
        Running process,
        Optional<MasterKey> key,
        SSLContext tls,
        InstantSource clock) {

    /**
     * The data folder.
     *
     * @param holdsRows whether the embedded database lies there
     * @param holdsKey whether the master key lies there
     * @param low bytes of free room below which an operator is told
     */
    public record Folder(Path path, boolean holdsRows, boolean holdsKey, long low) {}

    /** The database, or why there is none to ask. */
    public sealed interface Database {
        /** One that can be asked. */
        record At(DatabaseSettings settings, boolean embedded) implements Database {}

        /** None; not wrong in itself. */
        record None(String why) implements Database {}
    }

    /**
     * The addresses.
     *
     * @param listen where the server listens
     * @param port its port
     */
    public record Network(PublicAddress address, String listen, int port, WebSettings web) {
        /** Whether it listens on a Unix socket: who may connect to that is trusted as the proxy. */
        public boolean onSocket() {
            return listen.startsWith("unix:");
        }

        /** Where a proxy passes requests on to. */
        public String door() {
            return onSocket() ? listen : listen + ":" + port;
        }
    }

    /**
     * The process.
     *
     * @param id of the running server; empty where none runs
     * @param environment the variables that this look sees
     */
    public record Running(OptionalLong id, Map<String, String> environment) {
        /** Whether a server runs. */
        public boolean runs() {
            return id.isPresent();
        }

        @Override
        public String toString() {
            return "Running[" + id + "]";
        }
    }

    /** Without what may hold secrets. */
    @Override
    public String toString() {
        return "Installation[" + folder.path() + "]";
    }
}
