/** Floor 3: the files of members: storage, uploads, download links, and the ledger of who read what. */
@NullMarked
@ApplicationModule(displayName = "files")
package vouchsafe.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
