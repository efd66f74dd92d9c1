package vouchsafe.app;

import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.accounts.Authority;
import vouchsafe.audit.AuditSettings;
import vouchsafe.backup.BackupSettings;
import vouchsafe.clients.AppSchemes;
import vouchsafe.crypto.MasterKeys;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.DiskSettings;
import vouchsafe.db.SchemaSettings;
import vouchsafe.files.FilesSettings;
import vouchsafe.hypothesis.AnnotatorFolder;
import vouchsafe.mail.MailSettings;
import vouchsafe.metrics.MetricsSettings;
import vouchsafe.metrics.TracingSettings;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.Listening;
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
        context.registerBean(MasterKeys.class, settings::masterKeys);
        context.registerBean(DatabaseSettings.class, () -> settings.database(jdbcUrl.get()));
        context.registerBean(SchemaSettings.class, settings::schema);
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
        context.registerBean(AuditSettings.class, settings::audit);
        context.registerBean(FilesSettings.class, settings::files);
        context.registerBean(MailSettings.class, settings::mail);
        context.registerBean(WebSettings.class, settings::web);
        context.registerBean(Listening.class, settings::listening);
        context.registerBean(MetricsSettings.class, settings::metrics);
        context.registerBean(TracingSettings.class, settings::traces);
        context.registerBean(
                SiteFolder.class, () -> new SiteFolder(settings.dataFolder().resolve("site")));
        context.registerBean(
                AnnotatorFolder.class,
                () -> new AnnotatorFolder(settings.dataFolder().resolve(ANNOTATOR)));
        context.registerBean(ProjectSettings.class, settings::projects);
        context.registerBean(AppSchemes.class, settings::appSchemes);
        context.registerBean(
                BackupSettings.class, () -> settings.backups(settings.feedUrl().orElseGet(jdbcUrl)));
    }
}
