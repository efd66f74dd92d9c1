/** Floor 4: what those who run the server see of it: its nodes, queues, figures, the last look of a doctor, and mails about it. */
@NullMarked
@ApplicationModule(displayName = "operation")
package vouchsafe.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
