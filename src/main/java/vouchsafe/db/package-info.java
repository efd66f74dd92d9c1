/** Floor 0: connection pool, migrations, transactions, change notifications, durable jobs. */
@NullMarked
@ApplicationModule(displayName = "db")
package vouchsafe.db;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
