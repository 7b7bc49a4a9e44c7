package pdn

import com.sun.jna.Platform
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.zip.GZIPOutputStream
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test

/** The library that the jar carries, as an ELF file. */
class LibraryTest {
    private val name = "/${Platform.RESOURCE_PREFIX}/libpdn_ffi.so"

    @Test
    fun `its segments fit pages of 16 KB, and its size is said`() {
        assumeTrue(Platform.isLinux() && Platform.is64Bit())
        val bytes = assertNotNull(javaClass.getResourceAsStream(name), "$name is not in the jar").readAllBytes()
        val elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
        assertEquals(0x7F454C46, elf.order(ByteOrder.BIG_ENDIAN).getInt(0))
        elf.order(ByteOrder.LITTLE_ENDIAN)
        val table = elf.getLong(0x20).toInt()
        val size = elf.getShort(0x36).toInt()
        val loaded = List(elf.getShort(0x38).toInt()) { table + it * size }.filter { elf.getInt(it) == 1 }
        assertTrue(loaded.isNotEmpty())
        for (segment in loaded) {
            assertEquals(0x4000, elf.getLong(segment + 0x30), "alignment of a segment")
        }
        // What is left once symbols are stripped: Android's build does it.
        val stripped = loaded.sumOf { elf.getLong(it + 0x20) }
        // What a store sends.
        val sent = ByteArrayOutputStream()
        GZIPOutputStream(sent).use { gzip ->
            for (segment in loaded) {
                gzip.write(bytes, elf.getLong(segment + 0x08).toInt(), elf.getLong(segment + 0x20).toInt())
            }
        }
        println(
            "$name: ${stripped / 1024} KiB stripped, ${sent.size() / 1024} KiB compressed, " +
                "${bytes.size / 1024} KiB with its symbols",
        )
    }
}
