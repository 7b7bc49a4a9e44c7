package pdn

import java.io.File

/** An example document of the project. */
internal fun example(name: String): String =
    File(System.getProperty("pdn.workspace"), "examples/dossiers/$name").readText()
