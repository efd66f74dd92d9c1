/** Floor 3: messages of projects to members and their deliveries, who muted whom, letters of members to projects. */
@NullMarked
@ApplicationModule(displayName = "messages")
package vouchsafe.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
