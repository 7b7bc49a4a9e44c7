import java.time.LocalDate
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import pdn.Appel

class FormulaireTest {
    private val jour = LocalDate.of(2024, 7, 1)
    private val dits = mutableListOf<String>()

    private fun remplir(type: String, vararg reponses: String): String {
        val suite = reponses.iterator()
        return Appel.builtin("charte-2016").use { appel ->
            formulaire(appel, type, jour, { if (suite.hasNext()) suite.next() else null }, dits::add)
        }
    }

    private val conforme = arrayOf(
        "professionnel", "Léa", "Le Fil", "personnelle", "oui",
        "Une présence éducative en ligne.", "Par message, le mercredi.", "https://annuaire.example/lea",
    )

    @Test
    fun `it asks until the answer is settled`() {
        assertEquals("admissible", remplir("profil", *conforme))
        assertTrue(dits.last().contains("Conforme"), dits.last())
    }

    @Test
    fun `an answer that is wrong is said, and asked again`() {
        assertEquals("admissible", remplir("profil", "facebouc", *conforme))
        assertEquals(1, dits.count { it.contains("n’est pas dans la liste") })
    }

    @Test
    fun `without an answer it goes on, and leaves with what is known`() {
        assertEquals("incomplete", remplir("profil", "", "Léa"))
        assertEquals("incomplete", remplir("profil"))
    }

    @Test
    fun `it stops as soon as nothing can change the answer`() {
        // Without an account the profile is to be put right, whatever the rest: one question was enough.
        assertEquals("incomplete", remplir("profil", "aucun", "Léa", "Le Fil"))
        assertEquals(1, dits.count { it.endsWith("]") })
    }
}
