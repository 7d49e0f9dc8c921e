/** What comes from files: passwords, and the certificates of those who are trusted. */
@NullMarked
package dev.scratchy.shared.secret;

import org.jspecify.annotations.NullMarked;
