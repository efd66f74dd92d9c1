package vouchsafe.app;

import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.accounts.Authority;
import vouchsafe.backup.BackupSettings;
import vouchsafe.clients.AppSchemes;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.DiskSettings;
import vouchsafe.files.FilesSettings;
import vouchsafe.hypothesis.AnnotatorFolder;
import vouchsafe.mail.MailSettings;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.WebSettings;
import vouchsafe.web.pages.SiteFolder;

/** Gives each room its own part of the settings, as a bean. */
final class SettingsBeans {
    /** The folder of the annotation client inside the data folder. */
    static final String ANNOTATOR = "annotator";

    private SettingsBeans() {}

    static void register(GenericApplicationContext context, Settings settings, Supplier<String> jdbcUrl) {
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(
                MasterKey.class,
                () -> settings.masterKey()
                        .orElseGet(() ->
                                MasterKey.loadOrCreate(settings.dataFolder().resolve("master.key"))));
        context.registerBean(
                DatabaseSettings.class,
                () -> new DatabaseSettings(
                        jdbcUrl.get(), settings.feedUrl(), settings.poolSize(), settings.databaseLimits()));
        context.registerBean(
                DiskSettings.class,
                () -> new DiskSettings(
                        settings.dataFolder(),
                        settings.databaseUrl().isEmpty(),
                        2 * settings.files().reserve(),
                        settings.diskReserve()));
        context.registerBean(PublicAddress.class, () -> new PublicAddress(settings.publicAddress()));
        context.registerBean(Authority.class, settings::ownAuthority);
        context.registerBean(AccountSettings.class, settings::accounts);
        context.registerBean(FilesSettings.class, settings::files);
        context.registerBean(MailSettings.class, settings::mail);
        context.registerBean(WebSettings.class, settings::web);
        context.registerBean(
                SiteFolder.class, () -> new SiteFolder(settings.dataFolder().resolve("site")));
        context.registerBean(
                AnnotatorFolder.class,
                () -> new AnnotatorFolder(settings.dataFolder().resolve(ANNOTATOR)));
        context.registerBean(ProjectSettings.class, settings::projects);
        context.registerBean(AppSchemes.class, settings::appSchemes);
        context.registerBean(
                BackupSettings.class,
                () -> settings.backups(settings.feedUrl().orElseGet(jdbcUrl), context.getBean(MasterKey.class)));
    }
}
