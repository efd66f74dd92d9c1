/** The one door through which the bytes of files come and leave: sealed addresses, no token. */
@NullMarked
@NamedInterface("transfer")
package vouchsafe.files.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
